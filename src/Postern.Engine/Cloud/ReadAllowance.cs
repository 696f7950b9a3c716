namespace Postern.Engine.Cloud;

/// <summary>The Describe calls foreseen for one look at a stack, taken together, so that a look that is begun is also finished.</summary>
internal sealed class ReadAllowance : IDisposable
{
    private readonly ApiBudget _budget;
    private readonly OperationClass _operation;
    private int _left;

    public ReadAllowance(ApiBudget budget, OperationClass operation, int calls)
    {
        budget.Take(operation, calls);
        (_budget, _operation, _left) = (budget, operation, calls);
    }

    public void Count()
    {
        _left--;
        EngineMeter.Called(_operation);
    }

    public void Dispose() => _budget.Settle(_operation, -_left);
}
