namespace Postern.Aws.Wire;

/// <summary>The request of an AWS action: its type's name is the action's, its properties are the parameters.</summary>
/// <typeparam name="TResult">What the action answers; <see cref="Empty"/> where it answers nothing.</typeparam>
public interface IAction<TResult>;

/// <summary>The result of an action that has none.</summary>
public sealed record Empty;
