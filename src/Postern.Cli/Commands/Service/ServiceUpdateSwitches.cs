using System.CommandLine;
using System.Text.Json.Nodes;
using Postern.Cli.Commands.Project;

namespace Postern.Cli.Commands.Service;

/// <summary>The parts of an update that are no settings of the software: power, maintenance window, termination protection; and whom to write to.</summary>
internal sealed class ServiceUpdateSwitches
{
    public Option<bool> PowerOn { get; } = new("--power-on") { Description = "Switch the service on" };
    public Option<bool> PowerOff { get; } = new("--power-off") { Description = "Switch the service off" };
    public Option<string?> Day { get; } = new("--maintenance-dow") { Description = "Day of maintenance, monday…sunday or never", HelpName = "DAY" };
    public Option<string?> Time { get; } = new("--maintenance-time") { Description = "Time of maintenance", HelpName = "HH:MM:SS" };
    public Option<bool> Protect { get; } = new("--enable-termination-protection") { Description = "Refuse to delete the service" };
    public Option<bool> Unprotect { get; } = new("--disable-termination-protection") { Description = "Let the service be deleted" };

    public ContactOptions Contacts { get; } = new();

    public void Apply(ApiCall call, JsonObject body)
    {
        Switch(call, body, "powered", PowerOn, PowerOff);
        Switch(call, body, "termination_protection", Protect, Unprotect);
        var maintenance = new JsonObject();
        if (call.Value(Day) is { } day)
        {
            maintenance["dow"] = day;
        }
        if (call.Value(Time) is { } time)
        {
            maintenance["time"] = time;
        }
        if (maintenance.Count > 0)
        {
            body["maintenance"] = maintenance;
        }

        Contacts.Apply(call, body);
    }

    private static void Switch(ApiCall call, JsonObject body, string key, Option<bool> on, Option<bool> off)
    {
        var (yes, no) = (call.Value(on), call.Value(off));
        if (yes && no)
        {
            throw new UsageException($"{on.Name} and {off.Name} exclude each other. Pass one of them.");
        }
        if (yes || no)
        {
            body[key] = yes;
        }
    }
}
