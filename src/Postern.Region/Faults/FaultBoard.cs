using System.Globalization;
using Postern.Region.Wire;

namespace Postern.Region.Faults;

/// <summary>The faults that are in force. They do not survive a restart.</summary>
internal sealed class FaultBoard
{
    private readonly Lock _lock = new();
    private readonly List<(Fault Fault, Random Chance)> _faults = [];
    private int _made;

    public IReadOnlyList<Fault> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _faults.Select(f => f.Fault)];
            }
        }
    }

    /// <param name="request">Without mistakes.</param>
    public Fault Add(FaultRequest request)
    {
        lock (_lock)
        {
            var fault = new Fault(string.Create(CultureInfo.InvariantCulture, $"fault-{++_made}"), request.Kind!, request.Action!, request.Count, request.Probability ?? 1, request.Seed ?? 0, request.Seconds ?? 0, 0);
            _faults.Add((fault, new Random(fault.Seed)));
            return fault;
        }
    }

    /// <returns>Whether there was such a fault.</returns>
    public bool Remove(string id)
    {
        lock (_lock)
        {
            return _faults.RemoveAll(f => f.Fault.Id == id) > 0;
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _faults.Clear();
        }
    }

    /// <summary>The fault that strikes a call, which uses it up; null where none does. The first that was asked for comes first.</summary>
    public Fault? Strike(string action)
    {
        lock (_lock)
        {
            for (var i = 0; i < _faults.Count; i++)
            {
                var (fault, chance) = _faults[i];
                if (fault.Count == 0 || !Wildcard.IsLike(fault.Action, action) || (fault.Probability < 1 && chance.NextDouble() >= fault.Probability))
                {
                    continue;
                }

                _faults[i] = (fault with { Count = fault.Count - 1, Struck = fault.Struck + 1 }, chance);
                return fault;
            }

            return null;
        }
    }
}
