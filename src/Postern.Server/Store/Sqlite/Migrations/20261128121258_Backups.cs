using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Postern.Server.Store.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Backups : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Backups",
                table: "Services",
                type: "TEXT",
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.AddColumn<string>(
                name: "RestoredFrom",
                table: "Services",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "TechEmails",
                table: "Projects",
                type: "TEXT",
                nullable: false,
                defaultValue: "[]");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            // By hand: EF makes the tables anew for it, and an index on an expression, which is in no model, would be lost.
            migrationBuilder.Sql("""ALTER TABLE "Services" DROP COLUMN "Backups";""");
            migrationBuilder.Sql("""ALTER TABLE "Services" DROP COLUMN "RestoredFrom";""");
            migrationBuilder.Sql("""ALTER TABLE "Projects" DROP COLUMN "TechEmails";""");
        }
    }
}
