using Microsoft.Extensions.Time.Testing;
using Postern.Engine.Cloud;

namespace Postern.Engine.Tests.Cloud;

public sealed class ApiBudgetTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void Take_BurstSpent_SaysWhenTheNextCallIsAllowed()
    {
        var budget = new ApiBudget(_clock, scale: 1);
        budget.Take(OperationClass.ElbCreate, 10);
        var error = Assert.Throws<OutOfBudgetException>(() => budget.Take(OperationClass.ElbCreate, 1));
        Assert.Equal(TimeSpan.FromSeconds(5), error.RetryAfter);

        _clock.Advance(error.RetryAfter);
        budget.Take(OperationClass.ElbCreate, 1);
    }

    [Fact]
    public void Take_TooFewForAll_TakesNone()
    {
        var budget = new ApiBudget(_clock, scale: 1);
        budget.Take(OperationClass.Ec2CreateService, 8);
        Assert.Throws<OutOfBudgetException>(() => budget.Take(OperationClass.Ec2CreateService, 3));
        budget.Take(OperationClass.Ec2CreateService, 2);
    }

    [Fact]
    public void Take_ElbActions_ShareTheAccountsBucket()
    {
        var budget = new ApiBudget(_clock, scale: 1);
        budget.Take(OperationClass.ElbDescribe, 30);
        Assert.Throws<OutOfBudgetException>(() => budget.Take(OperationClass.ElbTargets, 11));
        budget.Take(OperationClass.Ec2Describe, 100);
    }

    [Fact]
    public void Take_Looks_LeaveCallsToChanges()
    {
        var budget = new ApiBudget(_clock, scale: 1);
        budget.Take(OperationClass.ElbDescribe, 30);
        Assert.Throws<OutOfBudgetException>(() => budget.Take(OperationClass.ElbDescribe, 1));
        budget.Take(OperationClass.ElbModify, 10);
    }

    [Fact]
    public void Take_ManyAreRefused_EachIsToldATurnOfItsOwn()
    {
        var budget = new ApiBudget(_clock, scale: 1);
        budget.Take(OperationClass.ElbCreate, 10);
        var turns = Enumerable.Range(0, 3).Select(_ => Assert.Throws<OutOfBudgetException>(() => budget.Take(OperationClass.ElbCreate, 1)).RetryAfter);
        Assert.Equal([TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(15)], turns);

        // Who comes when told finds the call; who was not refused for a while is told the next free one.
        _clock.Advance(TimeSpan.FromSeconds(5));
        budget.Take(OperationClass.ElbCreate, 1);
        _clock.Advance(TimeSpan.FromMinutes(1));
        budget.Take(OperationClass.ElbCreate, 10);
        Assert.True(Assert.Throws<OutOfBudgetException>(() => budget.Take(OperationClass.ElbCreate, 1)).RetryAfter <= TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void Take_MoreThanTheBucketHolds_WaitsForAFullOneOnly()
    {
        var budget = new ApiBudget(_clock, scale: 1);
        budget.Take(OperationClass.ElbDescribe, 60);
        Assert.Equal(TimeSpan.FromSeconds(3.1), Assert.Throws<OutOfBudgetException>(() => budget.Take(OperationClass.ElbDescribe, 1)).RetryAfter);
    }

    [Fact]
    public void ReadAllowance_FewerCallsThanForeseen_GivesTheRestBack()
    {
        var budget = new ApiBudget(_clock, scale: 1);
        using (var allowance = new ReadAllowance(budget, OperationClass.Ec2Describe, 100))
        {
            allowance.Count();
        }

        budget.Take(OperationClass.Ec2Describe, 99);
        Assert.Throws<OutOfBudgetException>(() => budget.Take(OperationClass.Ec2Describe, 1));
    }
}
