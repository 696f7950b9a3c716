using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Postern.Server.Store.Sqlite.Migrations
{
    /// <summary>The label that a service's host names end with. An index over an expression is not in the model: who rebuilds the table on SQLite makes it again.</summary>
    public partial class HostLabels : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""CREATE UNIQUE INDEX "IX_Services_HostLabel" ON "Services" (("Name" || '-' || "Project"));""");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""DROP INDEX IF EXISTS "IX_Services_HostLabel";""");
        }
    }
}
