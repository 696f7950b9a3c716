using Postern.Engine.Stacks;

namespace Postern.Engine.Tests.Stacks;

public sealed class PrincipalTests
{
    [Theory]
    [InlineData("arn:aws:iam::012345678901:root", "012345678901")]
    [InlineData("arn:aws:iam::012345678901:user/mwf", "012345678901")]
    [InlineData("arn:aws:iam::999999999999:role/ci.deploy+x=1,2@corp-a_b", "999999999999")]
    [InlineData("arn:aws-cn:iam::012345678901:role/a", "012345678901")]
    [InlineData("arn:aws-us-gov:iam::012345678901:root", "012345678901")]
    public void TryParse_Principal_KeepsArnAndAccount(string text, string account)
    {
        Assert.True(Principal.TryParse(text, out var principal, out _));
        Assert.Equal(text, principal.Arn);
        Assert.Equal(account, principal.Account);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("*")]
    [InlineData("012345678901")]
    [InlineData("arn:aws:iam::12345678901:root")]
    [InlineData("arn:aws:iam::0123456789012:root")]
    [InlineData("arn:aws:iam::01234567890a:root")]
    [InlineData("arn:aws:iam::٠١٢٣٤٥٦٧٨٩٠١:root")]
    [InlineData("arn:aws:iam::012345678901:user/")]
    [InlineData("arn:aws:iam::012345678901:role/path/name")]
    [InlineData("arn:aws:iam::012345678901:group/admins")]
    [InlineData("arn:aws:sts::012345678901:assumed-role/a/b")]
    [InlineData("arn:aws:iam::012345678901:root\n")]
    [InlineData(" arn:aws:iam::012345678901:root")]
    public void TryParse_AnythingElse_SaysWhichValueAndWhatToUse(string? text)
    {
        Assert.False(Principal.TryParse(text, out _, out var error));
        Assert.Contains($"'{text}'", error, StringComparison.Ordinal);
        Assert.Contains("arn:aws:iam::ACCOUNT:root", error, StringComparison.Ordinal);
    }

    [Fact]
    public void TryParse_NameTooLong_IsRefused() =>
        Assert.False(Principal.TryParse("arn:aws:iam::012345678901:user/" + new string('a', 65), out _, out _));

    [Fact]
    public void CompareTo_OrdersByArnOrdinally()
    {
        string[] arns = ["arn:aws:iam::012345678901:user/b", "arn:aws:iam::012345678901:user/B", "arn:aws:iam::012345678901:root"];
        Assert.Equal(
            ["arn:aws:iam::012345678901:root", "arn:aws:iam::012345678901:user/B", "arn:aws:iam::012345678901:user/b"],
            arns.Select(Wish.Principal).Order().Select(principal => principal.Arn));
    }
}
