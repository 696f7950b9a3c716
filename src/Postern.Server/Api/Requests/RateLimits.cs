using Postern.Server.Store;

namespace Postern.Server.Api.Requests;

/// <summary>How often one token may ask; and how often an address may whose requests show none, or one that has not been seen to be good.</summary>
internal sealed class RateLimits(ApiOptions options, TimeProvider clock)
{
    private readonly Allowance _tokens = new(options.TokenRate, clock), _strangers = new(options.StrangerRate, clock);

    /// <summary>Null where the request may go on.</summary>
    /// <param name="address">The stranger's.</param>
    public ApiError? Refusal(HttpContext http, string? token, string address)
    {
        var hash = AccessTokens.Hash(token ?? "");
        var isKnown = _tokens.Knows(hash);
        return (isKnown ? _tokens.Take(hash) : _strangers.Take(address)) is { } wait
            ? ApiError.TooMany(http, wait, isKnown ? $"Too many requests: one token may make {options.TokenRate} a second" : $"Too many requests: without a valid token an address may make {options.StrangerRate} a second")
            : null;
    }

    /// <summary>The token has turned out to be good, or not to be good any more.</summary>
    public void Learn(string token, bool isGood)
    {
        if (isGood)
        {
            _tokens.Add(AccessTokens.Hash(token));
        }
        else
        {
            _tokens.Remove(AccessTokens.Hash(token));
        }
    }
}
