using System.Collections.Frozen;
using System.Linq.Expressions;
using System.Reflection;
using Postern.Aws.Signing;
using Postern.Aws.Wire;

namespace Postern.Region.Wire;

/// <summary>One API: the methods of some objects are its actions, each <c>Result Any(Request, Caller)</c>; the request's type names the action.</summary>
internal sealed class ActionTable
{
    private readonly FrozenDictionary<string, ActionEntry> _actions;

    public ActionTable(Dialect dialect, params object[] handlers)
    {
        Dialect = dialect;
        _actions = (from handler in handlers
                    from method in handler.GetType().GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
                    where method.GetParameters() is [var first, var second] && second.ParameterType == typeof(Caller) && IsAction(first.ParameterType)
                    select ActionEntry.Of(handler, method)).ToFrozenDictionary(a => a.Request.Name);
    }

    public Dialect Dialect { get; }

    public IEnumerable<string> Names => _actions.Keys;

    /// <exception cref="AwsException">The action is unknown, its parameters are wrong, or it refuses.</exception>
    public object Run(string action, Parameters parameters, Caller caller)
    {
        if (!_actions.TryGetValue(action, out var entry))
        {
            throw AwsException.Bad("InvalidAction", $"The action {action} is not valid for this web service.");
        }

        var request = Dialect.ReadRequest(entry.Request, parameters);
        return entry.IsDryRun(request)
            ? throw new AwsException(412, "DryRunOperation", "Request would have succeeded, but DryRun flag is set.")
            : entry.Invoke(request, caller);
    }

    private static bool IsAction(Type type) => type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IAction<>));

    private sealed record ActionEntry(Type Request, Func<object, Caller, object> Invoke, PropertyInfo? DryRun)
    {
        public static ActionEntry Of(object handler, MethodInfo method)
        {
            var type = method.GetParameters()[0].ParameterType;
            var (request, caller) = (Expression.Parameter(typeof(object)), Expression.Parameter(typeof(Caller)));
            var call = Expression.Call(method.IsStatic ? null : Expression.Constant(handler), method, Expression.Convert(request, type), caller);
            return new ActionEntry(type, Expression.Lambda<Func<object, Caller, object>>(call, request, caller).Compile(), type.GetProperty("DryRun"));
        }

        public bool IsDryRun(object request) => DryRun?.GetValue(request) is true;
    }
}
