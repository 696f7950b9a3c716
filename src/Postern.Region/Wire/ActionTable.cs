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

    /// <summary>Reads a call's parameters.</summary>
    /// <exception cref="AwsException">The action is unknown or its parameters are wrong.</exception>
    public PreparedCall Prepare(string action, Parameters parameters)
    {
        if (!_actions.TryGetValue(action, out var entry))
        {
            throw AwsException.Bad("InvalidAction", $"The action {action} is not valid for this web service.");
        }

        var request = Dialect.ReadRequest(entry.Request, parameters);
        return new PreparedCall(caller => entry.Invoke(request, caller), entry.IsDryRun(request), () => entry.EmptyPage(request));
    }

    private static bool IsAction(Type type) => type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IAction<>));

    private sealed record ActionEntry(Type Request, Func<object, Caller, object> Invoke, Type Result, PropertyInfo? DryRun)
    {
        public static ActionEntry Of(object handler, MethodInfo method)
        {
            var type = method.GetParameters()[0].ParameterType;
            var (request, caller) = (Expression.Parameter(typeof(object)), Expression.Parameter(typeof(Caller)));
            var call = Expression.Call(method.IsStatic ? null : Expression.Constant(handler), method, Expression.Convert(request, type), caller);
            return new ActionEntry(type, Expression.Lambda<Func<object, Caller, object>>(call, request, caller).Compile(), method.ReturnType, type.GetProperty("DryRun"));
        }

        public bool IsDryRun(object request) => DryRun?.GetValue(request) is true;

        // AWS filters after it has cut pages, so a page can be empty with more to come. The token leads to where the call's own does.
        public object? EmptyPage(object request)
        {
            var (sent, answered) = Result.GetProperty("NextToken") is { } token ? (Request.GetProperty("NextToken"), token)
                : (Request.GetProperty("Marker"), Result.GetProperty("NextMarker"));
            if (sent is null || answered is null)
            {
                return null;
            }

            var page = Activator.CreateInstance(Result)!;
            var here = (string?)sent.GetValue(request);
            answered.SetValue(page, answered.Name == "NextToken" ? PageToken.Again(here) : Marker.Again(here));
            return page;
        }
    }
}
