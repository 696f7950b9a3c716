using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.HttpOverrides;

namespace Postern.Server.Api.Requests;

/// <summary>Where a request comes from; behind a proxy that is trusted, where that says it came from.</summary>
internal static class ClientAddress
{
    /// <summary>One household or host has this much of an IPv6 address: https://www.rfc-editor.org/rfc/rfc6177</summary>
    private const int HostBytes = 8;

    public static string? Of(HttpContext http) => Plain(http.Connection.RemoteIpAddress)?.ToString();

    /// <summary>What belongs to one stranger: an IPv4 address, or the /64 of an IPv6 address.</summary>
    public static string Group(HttpContext http)
    {
        if (Plain(http.Connection.RemoteIpAddress) is not { } address)
        {
            return "";
        }

        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address.ToString();
        }

        var bytes = address.GetAddressBytes();
        bytes.AsSpan(HostBytes).Clear();
        return new IPAddress(bytes).ToString();
    }

    /// <summary>Takes X-Forwarded-For and X-Forwarded-Proto from these proxies, and from nobody else.</summary>
    public static void UseTrustedProxies(this WebApplication app)
    {
        var trusted = app.Services.GetRequiredService<ApiOptions>().TrustedNetworks();
        if (trusted.Count == 0)
        {
            return;
        }

        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, ForwardLimit = null };
        options.KnownIPNetworks.Clear();
        options.KnownProxies.Clear();
        foreach (var network in trusted)
        {
            options.KnownIPNetworks.Add(network);
        }

        app.UseForwardedHeaders(options);
    }

    private static IPAddress? Plain(IPAddress? address) => address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;
}
