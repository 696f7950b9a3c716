using System.Runtime.Versioning;

[assembly: SupportedOSPlatform("linux")]   // as the region is
