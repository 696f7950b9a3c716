namespace Postern.Server.Webhooks;

/// <summary><c>Postern__Webhooks__…</c></summary>
internal sealed class WebhookOptions
{
    /// <summary>Whether webhooks may be on this machine or its networks, and without TLS: for trying out, as whoever makes a webhook then reaches what the server reaches.</summary>
    public bool AllowPrivateAddresses { get; set; }
}
