using System.Buffers.Text;
using System.Text;
using Postern.Aws.Wire;

namespace Postern.Region.Wire;

/// <summary>Tokens of EC2's pages.</summary>
internal static class PageToken
{
    /// <summary>Another token to where this one leads (null: the first page). Clients take the same token twice for a loop.</summary>
    public static string Again(string? token) => Encode((string.IsNullOrEmpty(token) ? "" : Decode(token)) + '\u0001');   // sorts right behind the id, before every other

    public static string Encode(string id) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes("1:" + id));

    /// <exception cref="AwsException">No such token was ever given out.</exception>
    public static string Decode(string token)
    {
        try
        {
            if (Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token)) is ['1', ':', .. var id])
            {
                return id;
            }
        }
        catch (FormatException)
        {
        }

        throw AwsException.Bad("InvalidNextToken", "The token is not valid. Use the nextToken of the previous answer.");
    }
}
