using Postern.Engine.Plans;

namespace Postern.Engine.Cloud;

/// <summary>Operations that AWS counts together against one rate limit of an account in a region.</summary>
internal enum OperationClass
{
    /// <summary>Every ELB action counts here as well as in its own class.</summary>
    ElbAccount,
    ElbDescribe,
    ElbCreate,
    ElbTargets,
    ElbModify,
    Ec2Describe,
    Ec2Modify,
    Ec2CreateService,
    Ec2ModifyService,
    Ec2DeleteService,
    Ec2Accept,
    Ec2Reject,
    Route53,
}

internal static class OperationClasses
{
    public static bool IsElb(this OperationClass operation) => operation is OperationClass.ElbDescribe or OperationClass.ElbCreate or OperationClass.ElbTargets or OperationClass.ElbModify;

    public static OperationClass Of(Change change) => change switch
    {
        Change.CreateLoadBalancer or Change.SetSubnets => OperationClass.ElbCreate,
        Change.RegisterTargets or Change.DeregisterTargets => OperationClass.ElbTargets,
        Change.CreateEndpointService => OperationClass.Ec2CreateService,
        Change.ModifyEndpointService => OperationClass.Ec2ModifyService,
        Change.DeleteEndpointService => OperationClass.Ec2DeleteService,
        Change.AcceptConnections => OperationClass.Ec2Accept,
        Change.RejectConnections => OperationClass.Ec2Reject,
        Change.ModifyPermissions or Change.TagEndpointService => OperationClass.Ec2Modify,
        _ => OperationClass.ElbModify,
    };
}
