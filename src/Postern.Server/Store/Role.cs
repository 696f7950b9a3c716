namespace Postern.Server.Store;

/// <summary>What a member is in a project. Each may do what the ones before it may, and more.</summary>
internal enum Role
{
    ReadOnly,
    Developer,
    Operator,
    Admin,
}
