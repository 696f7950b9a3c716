using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Postern.Server.Store.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Standbys : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Standby",
                table: "Services",
                type: "TEXT",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            // By hand: EF makes the table anew for it, and the index on an expression, which is in no model, would be lost.
            migrationBuilder.Sql("""ALTER TABLE "Services" DROP COLUMN "Standby";""");
        }
    }
}
