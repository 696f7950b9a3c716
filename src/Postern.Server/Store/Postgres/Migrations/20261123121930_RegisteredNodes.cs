using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Postern.Server.Store.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class RegisteredNodes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "GatewayTokenHash",
                table: "Services",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Nodes",
                table: "Services",
                type: "text",
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.AddColumn<string>(
                name: "Placed",
                table: "Services",
                type: "text",
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.AddColumn<string>(
                name: "ServerCertificate",
                table: "Services",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ServerKey",
                table: "Services",
                type: "text",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "GatewaySightings",
                columns: table => new
                {
                    ServiceId = table.Column<string>(type: "text", nullable: false),
                    Node = table.Column<string>(type: "text", nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false),
                    SeenAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_GatewaySightings", x => new { x.ServiceId, x.Node });
                    table.ForeignKey(
                        name: "FK_GatewaySightings_Services_ServiceId",
                        column: x => x.ServiceId,
                        principalTable: "Services",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Services_GatewayTokenHash",
                table: "Services",
                column: "GatewayTokenHash",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "GatewaySightings");

            migrationBuilder.DropIndex(
                name: "IX_Services_GatewayTokenHash",
                table: "Services");

            migrationBuilder.DropColumn(
                name: "GatewayTokenHash",
                table: "Services");

            migrationBuilder.DropColumn(
                name: "Nodes",
                table: "Services");

            migrationBuilder.DropColumn(
                name: "Placed",
                table: "Services");

            migrationBuilder.DropColumn(
                name: "ServerCertificate",
                table: "Services");

            migrationBuilder.DropColumn(
                name: "ServerKey",
                table: "Services");
        }
    }
}
