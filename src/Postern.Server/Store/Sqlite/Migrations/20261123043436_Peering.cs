using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Postern.Server.Store.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Peering : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "PeeringConnections",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", nullable: false),
                    VpcId = table.Column<string>(type: "TEXT", nullable: false),
                    PeerAccount = table.Column<string>(type: "TEXT", nullable: false),
                    PeerVpcId = table.Column<string>(type: "TEXT", nullable: false),
                    PeerRegion = table.Column<string>(type: "TEXT", nullable: true),
                    PeerCidrs = table.Column<string>(type: "TEXT", nullable: false),
                    AwsId = table.Column<string>(type: "TEXT", nullable: true),
                    AwsState = table.Column<string>(type: "TEXT", nullable: true),
                    AwsMessage = table.Column<string>(type: "TEXT", nullable: true),
                    Cell = table.Column<string>(type: "TEXT", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    UpdatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Generation = table.Column<long>(type: "INTEGER", nullable: false),
                    IsDeleting = table.Column<bool>(type: "INTEGER", nullable: false),
                    DueAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Failures = table.Column<int>(type: "INTEGER", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PeeringConnections", x => x.Id);
                    table.ForeignKey(
                        name: "FK_PeeringConnections_ProjectVpcs_VpcId",
                        column: x => x.VpcId,
                        principalTable: "ProjectVpcs",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_PeeringConnections_Cell_DueAt",
                table: "PeeringConnections",
                columns: new[] { "Cell", "DueAt" });

            migrationBuilder.CreateIndex(
                name: "IX_PeeringConnections_VpcId",
                table: "PeeringConnections",
                column: "VpcId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "PeeringConnections");
        }
    }
}
