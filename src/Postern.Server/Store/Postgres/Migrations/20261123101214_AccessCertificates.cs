using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Postern.Server.Store.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class AccessCertificates : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "AccessCertificate",
                table: "Services",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "AccessKey",
                table: "Services",
                type: "text",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "AccessCertificate",
                table: "Services");

            migrationBuilder.DropColumn(
                name: "AccessKey",
                table: "Services");
        }
    }
}
