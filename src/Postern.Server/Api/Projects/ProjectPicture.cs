using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Postern.Server.Store;

namespace Postern.Server.Api.Projects;

/// <summary>Fingerprints of what a project shows, so that two pictures say what changed between them, whoever took them and when.</summary>
/// <param name="Prints">By topic: <c>service/NAME</c>, <c>vpcs</c>, <c>events</c>, <c>webhooks</c>.</param>
internal sealed record ProjectPicture(IReadOnlyDictionary<string, string> Prints)
{
    /// <summary>When the loop looked and will look next changes all the time: whoever shows it asks again when that is due. How often it failed is not shown to anybody.</summary>
    private static readonly string[] Unseen = [nameof(Reconciled.DueAt), nameof(PrivateLink.LookedAt), nameof(Reconciled.Failures)];

    private static readonly JsonSerializerOptions Rows = new()
    {
        ReferenceHandler = ReferenceHandler.IgnoreCycles,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveOutTheUnseen } },
    };

    /// <summary>The same for the same project on every replica, and after a restart.</summary>
    public string Id { get; } = Print(Prints.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => p.Key + " " + p.Value));

    public static ProjectPicture Of(IEnumerable<Service> services, IEnumerable<ProjectVpc> vpcs, long lastEvent, IEnumerable<WebhookMark> webhooks) => new(
        services.Select(service => ("service/" + service.Name, Print(service)))
            .Append(("vpcs", Print(vpcs)))
            .Append(("events", Print(lastEvent)))
            .Append(("webhooks", Print(webhooks)))
            .ToDictionary(p => p.Item1, p => p.Item2, StringComparer.Ordinal));

    /// <summary>Topics that are new, changed or gone.</summary>
    public IReadOnlyList<string> Since(ProjectPicture before) =>
        [.. Prints.Keys.Union(before.Prints.Keys).Where(topic => Prints.GetValueOrDefault(topic) != before.Prints.GetValueOrDefault(topic)).Order(StringComparer.Ordinal)];

    private static string Print<T>(T shown) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(shown, Rows)))[..8]);

    private static void LeaveOutTheUnseen(JsonTypeInfo type)
    {
        foreach (var property in type.Properties.Where(p => type.Type.IsAssignableTo(typeof(Reconciled)) && Unseen.Contains(p.Name)).ToList())
        {
            type.Properties.Remove(property);
        }
    }
}
