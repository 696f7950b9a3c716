using System.Security.Cryptography;
using System.Text;
using Postern.Gateway.Sasl;

namespace Postern.Gateway.Tests;

public sealed class ScramTests
{
    /// <summary>https://www.rfc-editor.org/rfc/rfc7677#section-3</summary>
    [Fact]
    public void Key_OfTheExampleInTheStandard_SignsAsThere()
    {
        var key = ScramKey.Of(HashAlgorithmName.SHA256, "pencil", Convert.FromBase64String("W22ZaJ0SNY7soEsUEjb6gQ=="), 4096);
        const string said = "n=user,r=rOprNGfwEbeRWgbNEkqO,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096,c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";

        Assert.Equal("6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=", Convert.ToBase64String(HMACSHA256.HashData(key.ServerKey, Encoding.UTF8.GetBytes(said))));
        Assert.True(key.IsOf(HashAlgorithmName.SHA256, "pencil"));
        Assert.False(key.IsOf(HashAlgorithmName.SHA256, "pencils"));
    }

    /// <summary>A stranger is asked as a user is, the same each time, and is told the same.</summary>
    [Fact]
    public void Stranger_LearnsNothing()
    {
        var users = SaslUsersOf.Passwords(("ann", "secret"));

        Assert.Equal(SaltFor("nobody"), SaltFor("nobody"));
        Assert.Equal(SaltFor("ann").Length, SaltFor("nobody").Length);
        Assert.NotEqual(SaltFor("nobody"), SaltFor("nobody2"));
        Assert.Equal(RefusalOf("ann"), RefusalOf("nobody"));

        string SaltFor(string name) => First(users, name).Split(',')[1];
        string RefusalOf(string name)
        {
            var exchange = SaslMechanism.ScramSha256.Begin(users);
            var nonce = Encoding.UTF8.GetString(exchange.Next(Encoding.UTF8.GetBytes($"n,,n={name},r=abc")).Answer).Split(',')[0];
            return Assert.Throws<SignInException>(() => exchange.Next(Encoding.UTF8.GetBytes($"c=biws,{nonce},p={Convert.ToBase64String(new byte[32])}"))).Told;
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("n,,n=ann")]
    [InlineData("p=tls-unique,,n=ann,r=abc")] // binds a channel, which is offered to nobody
    [InlineData("n,a=bob,n=ann,r=abc")]
    [InlineData("n,,m=ext,n=ann,r=abc")] // an extension that must be understood
    public void FirstMessage_ThatIsNone_IsRefused(string message) => Assert.Throws<SignInException>(() => First(SaslUsersOf.Passwords(("ann", "secret")), message, isWhole: true));

    [Theory]
    [InlineData("c=biws,r=abc,p=")] // the client's part of the nonce alone
    [InlineData("c=eSws,{0},p=")] // another header than the first message had
    [InlineData("c=biws,{0}x,p=")]
    [InlineData("c=biws,{0}")]
    [InlineData("c=biws,{0},p=AAAA")]
    [InlineData("c=biws,{0},p=!")]
    public void LastMessage_ThatDoesNotGoWithTheFirst_IsRefused(string message)
    {
        var exchange = SaslMechanism.ScramSha512.Begin(SaslUsersOf.Passwords(("ann", "secret")));
        var nonce = Encoding.UTF8.GetString(exchange.Next("n,,n=ann,r=abc"u8).Answer).Split(',')[0];

        Assert.Throws<SignInException>(() => exchange.Next(Encoding.UTF8.GetBytes(message.Replace("{0}", nonce, StringComparison.Ordinal))));
    }

    private static string First(SaslUsers users, string name, bool isWhole = false) =>
        Encoding.UTF8.GetString(SaslMechanism.ScramSha256.Begin(users).Next(Encoding.UTF8.GetBytes(isWhole ? name : $"n,,n={name},r=abc")).Answer);
}
