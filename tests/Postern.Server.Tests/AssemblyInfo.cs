using System.Runtime.Versioning;
using Postern.Server.Tests.Store;

[assembly: SupportedOSPlatform("linux")]
[assembly: AssemblyFixture(typeof(SharedDatabases))]
