namespace Postern.Gateway.Protocol;

/// <summary>What one side sent cannot be carried; ends that one connection.</summary>
internal sealed class MalformedFrameException(string message) : Exception(message);
