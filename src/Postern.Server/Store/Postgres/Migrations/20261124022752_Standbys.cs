using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Postern.Server.Store.Postgres.Migrations
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
                type: "text",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Standby",
                table: "Services");
        }
    }
}
