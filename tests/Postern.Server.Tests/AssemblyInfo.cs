using System.Runtime.Versioning;

[assembly: SupportedOSPlatform("linux")]   // file modes, and nodes that are Linux instances
