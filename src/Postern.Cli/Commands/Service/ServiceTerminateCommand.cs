using System.CommandLine;

namespace Postern.Cli.Commands.Service;

internal static class ServiceTerminateCommand
{
    public static Command Create(CliContext context)
    {
        var services = new Argument<string[]>("SERVICE") { Description = "Names of the services", Arity = ArgumentArity.OneOrMore };
        var force = new Option<bool>("--force", "-f") { Description = "Do not ask" };
        return new ApiCommand("terminate", "Delete services and their data", context) { services, force }.Does(async (call, cancellationToken) =>
        {
            var names = call.Value(services);
            if (!call.Value(force))
            {
                Confirm(context, names);
            }
            foreach (var name in names)
            {
                await call.Api.DeleteAsync(call.InProject("service", name), cancellationToken);
                context.Error.WriteLine($"{name} is being deleted");
            }
            call.Next("postern service list");
        });
    }

    private static void Confirm(CliContext context, string[] names)
    {
        if (!context.InIsTerminal)
        {
            throw new UsageException($"Deleting {string.Join(", ", names)} loses the data in it, and nobody can be asked here. Pass --force.");
        }
        context.Error.Write($"This deletes {string.Join(", ", names)} with all data. Type {(names.Length == 1 ? "the name" : "the names")} again: ");
        if (context.In.ReadLine()?.Split(' ', StringSplitOptions.RemoveEmptyEntries).SequenceEqual(names) != true)
        {
            throw new CliException("The names differ: nothing was deleted.");
        }
    }
}
