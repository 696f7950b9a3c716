using System.Text.Json.Nodes;
using Spectre.Console;

namespace Postern.Cli.Output;

/// <summary>Prints rows as JSON, by a format, as a table (terminal that is wide enough) or as aligned plain rows.</summary>
internal sealed class Printer(CliContext context, bool json, string? format)
{
    public void PrintOne(JsonObject row, params IReadOnlyList<string> columns)
    {
        if (json)
        {
            context.Out.WriteLine(JsonText.Indented(row));
        }
        else
        {
            PrintRows([row], columns);
        }
    }

    public void PrintMany(JsonArray rows, params IReadOnlyList<string> columns)
    {
        if (json)
        {
            context.Out.WriteLine(JsonText.Indented(rows));
        }
        else
        {
            PrintRows([.. rows.OfType<JsonObject>()], columns);
        }
    }

    private void PrintRows(IReadOnlyList<JsonObject> rows, IReadOnlyList<string> columns)
    {
        if (format is not null)
        {
            foreach (var row in rows)
            {
                context.Out.WriteLine(RowFormat.Apply(format, row));
            }
            return;
        }
        var cells = rows.Select(row => columns.Select(column => JsonText.Cell(At(row, column))).ToList()).ToList();
        var headings = columns.Select(column => column[(column.LastIndexOf('.') + 1)..].ToUpperInvariant()).ToList();
        var console = context.OutIsTerminal ? AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(context.Out) }) : null;
        if (console is not null && Widths([headings, .. cells]).Sum(width => width + 3) < console.Profile.Width)
        {
            Table(console, headings, cells);
        }
        else
        {
            Plain([headings, .. cells]);
        }
    }

    // `a.b` is b of the object a; its heading is B.
    private static JsonNode? At(JsonObject row, string column) => column.Split('.').Aggregate((JsonNode?)row, (node, key) => (node as JsonObject)?[key]);

    private static List<int> Widths(IReadOnlyList<List<string>> lines) => [.. Enumerable.Range(0, lines[0].Count).Select(i => lines.Max(line => line[i].Length))];

    // A table that is too narrow splits ARNs, which nobody can copy then: pipes and narrow terminals get plain rows.
    private void Plain(IReadOnlyList<List<string>> lines)
    {
        var widths = Widths(lines);
        foreach (var line in lines)
        {
            context.Out.WriteLine(string.Join("  ", line.Select((cell, i) => cell.PadRight(widths[i]))).TrimEnd());
        }
    }

    private static void Table(IAnsiConsole console, List<string> headings, List<List<string>> lines)
    {
        var table = new Table().Border(TableBorder.Rounded);
        foreach (var heading in headings)
        {
            table.AddColumn(new TableColumn(Markup.Escape(heading)));
        }
        foreach (var line in lines)
        {
            table.AddRow([.. line.Select(Markup.Escape)]);
        }
        console.Write(table);
    }
}
