using System.Runtime.Versioning;

[assembly: SupportedOSPlatform("linux")]   // network namespaces, splice
