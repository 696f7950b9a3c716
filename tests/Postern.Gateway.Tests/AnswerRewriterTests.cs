using CsCheck;
using Postern.Gateway.Protocol;

namespace Postern.Gateway.Tests;

/// <summary>For every answer of the table, every version, any content: addresses are the route's, every other byte stays.</summary>
public sealed class AnswerRewriterTests
{
    public static TheoryData<int, int> Versions()
    {
        var data = new TheoryData<int, int>();
        foreach (var answer in Answers.All)
        {
            for (var version = answer.AddressesFrom; version <= KnownVersions.Of(answer.ApiKey)!.Value.Max; version++)
            {
                data.Add(answer.ApiKey, version);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void Rewrite_ChangesAddressesOnly(int apiKey, int version)
    {
        var answer = Answers.Find((short)apiKey, (short)version)!;

        Gen.Int[0, int.MaxValue].Sample(seed =>
        {
            // The same random content twice, once with the broker's addresses and once with the route's.
            var before = new AnswerWriter(answer, version, seed, id => new($"ip-10-0-0-{id}.internal", 9092)).Frame();
            var after = new AnswerWriter(answer, version, seed, Route).Frame();
            Assert.Equal(after, AnswerRewriter.Rewrite(before, answer, (short)version, Route) ?? before);
        }, iter: 200);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void Rewrite_OfDamagedFrames_SaysSoOrGoesThrough(int apiKey, int version)
    {
        var answer = Answers.Find((short)apiKey, (short)version)!;
        var frame = new AnswerWriter(answer, version, 7, id => new($"broker-{id}", 9092)).Frame();

        Gen.Select(Gen.Int[8, frame.Length - 1], Gen.Byte, Gen.Int[8, frame.Length]).Sample((at, value, length) =>
        {
            var damaged = frame[..length];
            if (at < length)
            {
                damaged[at] = value;
            }

            try
            {
                AnswerRewriter.Rewrite(damaged, answer, (short)version, Route);
            }
            catch (MalformedFrameException)
            {
                // the one way in which it may fail
            }
        }, iter: 500);
    }

    private static BrokerAddress Route(int id) => new("k" + new string('x', id % 200) + ".example.com", 10_000 + (id % 1000));
}
