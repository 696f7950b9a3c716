using System.Diagnostics;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Postern.Server.Store;

/// <summary>What is remembered. One model for every database; each has a class of its own for its migrations and for the few things that databases do differently.</summary>
internal abstract class StoreContext(DbContextOptions options, TimeProvider clock) : DbContext(options)
{
    public DbSet<Project> Projects => Set<Project>();

    public DbSet<ProjectVpc> ProjectVpcs => Set<ProjectVpc>();

    public DbSet<PeeringConnection> PeeringConnections => Set<PeeringConnection>();

    public DbSet<Service> Services => Set<Service>();

    public DbSet<GatewaySighting> GatewaySightings => Set<GatewaySighting>();

    public DbSet<PrivateLink> PrivateLinks => Set<PrivateLink>();

    public DbSet<PrivateLinkStep> PrivateLinkSteps => Set<PrivateLinkStep>();

    public DbSet<Connection> Connections => Set<Connection>();

    public DbSet<Cell> Cells => Set<Cell>();

    public DbSet<Event> Events => Set<Event>();

    public DbSet<User> Users => Set<User>();

    public DbSet<AccessToken> AccessTokens => Set<AccessToken>();

    public DbSet<Member> Members => Set<Member>();

    public DbSet<Invitation> Invitations => Set<Invitation>();

    public DbSet<Webhook> Webhooks => Set<Webhook>();

    public DbSet<WebhookDelivery> WebhookDeliveries => Set<WebhookDelivery>();

    /// <summary>Whether rows beside those that were loaded have been made due: who saves wakes the worker.</summary>
    public bool HasMadeDue { get; set; }

    /// <summary>Rows that were loaded, changed and saved are wishes: each gets a new generation and, where a pass has work with it, is due before all others. Webhooks are told what is saved, or nothing is.</summary>
    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        foreach (var entry in ChangeTracker.Entries<Reconciled>().Where(e => e.State == EntityState.Modified))
        {
            entry.Entity.DueAt = IsWork(entry) ? Store.Reconciled.First : entry.Entity.DueAt;
            (entry.Entity.Generation, entry.Entity.UpdatedAt) = (entry.Entity.Generation + 1, clock.GetUtcNow().UtcDateTime);
        }

        foreach (var entry in ChangeTracker.Entries<Reconciled>().Where(e => e.State is EntityState.Added or EntityState.Modified))
        {
            entry.Entity.TraceParent = Activity.Current is { Recorded: true, Id: var id } ? id : null;
        }

        await WebhookMessages.AddAsync(this, cancellationToken);
        return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    /// <summary>Whether a pass has anything to do with what was changed of a row.</summary>
    public static bool IsWork(EntityEntry entry) => entry.Entity is not Service || entry.Properties.Any(p => p.IsModified && !Service.NoWork.Contains(p.Metadata.Name));

    /// <summary>Whether the lease is still held, and, inside a transaction, that it stays so until the transaction ends.</summary>
    public abstract Task<bool> HoldAsync(Lease lease, CancellationToken cancellationToken);

    /// <summary>Adds an event; it is saved with whatever else is. Where a request caused it, it says from where.</summary>
    public void Record(string project, string actor, string type, string description, string? service = null) =>
        Events.Add(new Event { Project = project, Actor = actor, Address = actor == Event.Postern ? null : RequestOrigin.Address, Type = type, Description = description, ServiceName = service, Time = clock.GetUtcNow().UtcDateTime });

    protected override void ConfigureConventions(ModelConfigurationBuilder builder) =>
        builder.Properties<DateTime>().HaveConversion<UtcConverter>();

    protected override void OnModelCreating(ModelBuilder model)
    {
        model.Entity<Project>(e =>
        {
            e.HasKey(p => p.Name);
            e.Property(p => p.Tags).AsJson();
            e.Property(p => p.TechEmails).AsJson();
        });
        model.Entity<ProjectVpc>(e =>
        {
            Reconciled(e);
            e.HasIndex(v => v.Project);
            e.Property(v => v.SubnetIds).AsJson();
        });
        model.Entity<PeeringConnection>(e =>
        {
            Reconciled(e);
            e.Property(p => p.PeerCidrs).AsJson();
            e.HasOne(p => p.Vpc).WithMany(v => v.Peerings).HasForeignKey(p => p.VpcId).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<Service>(e =>
        {
            Reconciled(e);
            e.HasIndex(s => new { s.Project, s.Name }).IsUnique();
            e.HasIndex(s => new { s.Project, s.Port }).IsUnique();
            e.Property(s => s.State).HasConversion<string>();
            e.Property(s => s.Tags).AsJson();
            e.Property(s => s.TechEmails).AsJson();
            e.Property(s => s.Backups).AsJson();
            e.Property(s => s.RestoredFrom).AsJson();
            e.Property(s => s.Users).AsJson();
            e.Property(s => s.Nodes).AsJson();
            e.Property(s => s.Placed).AsJson();
            e.Property(s => s.Standby).AsJson();
            e.HasIndex(s => s.GatewayTokenHash).IsUnique();
            e.HasOne(s => s.Network).WithMany().HasForeignKey(s => s.NetworkId).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<GatewaySighting>(e =>
        {
            e.HasKey(s => new { s.ServiceId, s.Node });
            e.HasOne<Service>().WithMany().HasForeignKey(s => s.ServiceId).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<PrivateLink>(e =>
        {
            Reconciled(e);
            e.Property(p => p.Principals).AsJson();
            e.Property(p => p.OpenRoutes).AsJson();
            e.Property(p => p.Decisions).AsJson();
            e.Property(p => p.ApprovedRepairs).AsJson();
            e.Property(p => p.Status).AsJson();
            e.HasOne(p => p.Service).WithOne(s => s.PrivateLink).HasForeignKey<PrivateLink>(p => p.ServiceId).OnDelete(DeleteBehavior.Restrict);
            e.HasMany(p => p.Connections).WithOne().HasForeignKey(c => c.PrivateLinkId).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<PrivateLinkStep>(e =>
        {
            e.HasIndex(s => s.PrivateLinkId);
            e.HasIndex(s => new { s.Project, s.ServiceName, s.Id });
        });
        model.Entity<Connection>(e => e.HasIndex(c => new { c.PrivateLinkId, c.Ordinal }).IsUnique());
        model.Entity<Cell>().HasKey(c => c.Name);
        model.Entity<Event>(e => e.HasIndex(v => new { v.Project, v.Id }));
        model.Entity<Webhook>(e =>
        {
            e.HasIndex(w => w.Project);
            e.HasOne<Project>().WithMany().HasForeignKey(w => w.Project).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<WebhookDelivery>(e =>
        {
            e.HasIndex(d => d.DueAt);
            e.HasIndex(d => new { d.WebhookId, d.CreatedAt });
            e.HasOne(d => d.Webhook).WithMany().HasForeignKey(d => d.WebhookId).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<User>().HasKey(u => u.Email);
        model.Entity<AccessToken>(e =>
        {
            e.HasKey(t => t.Hash);
            e.HasIndex(t => t.UserEmail);
        });
        model.Entity<Member>(e =>
        {
            e.HasKey(m => new { m.Project, m.UserEmail });
            e.Property(m => m.Role).HasConversion<string>();
            e.HasOne<Project>().WithMany().HasForeignKey(m => m.Project).OnDelete(DeleteBehavior.Cascade);
            e.HasOne(m => m.User).WithMany().HasForeignKey(m => m.UserEmail).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<Invitation>(e =>
        {
            e.HasKey(i => new { i.Project, i.InvitedEmail });
            e.Property(i => i.Role).HasConversion<string>();
            e.HasOne<Project>().WithMany().HasForeignKey(i => i.Project).OnDelete(DeleteBehavior.Cascade);
        });
    }

    private static void Reconciled<T>(EntityTypeBuilder<T> entity) where T : Reconciled
    {
        entity.HasIndex(r => new { r.Cell, r.DueAt });
        entity.Property(r => r.Generation).IsConcurrencyToken();
    }

    private sealed class UtcConverter() : ValueConverter<DateTime, DateTime>(value => value.Kind == DateTimeKind.Local ? value.ToUniversalTime() : DateTime.SpecifyKind(value, DateTimeKind.Utc), value => DateTime.SpecifyKind(value, DateTimeKind.Utc));
}

/// <summary>Lists and maps of strings are JSON text on every database, so that a row is one row.</summary>
internal static class JsonColumns
{
    public static void AsJson<T>(this PropertyBuilder<T> property) => property.HasConversion(
        value => JsonSerializer.Serialize(value, JsonSerializerOptions.Default),
        text => JsonSerializer.Deserialize<T>(text, JsonSerializerOptions.Default)!,
        new ValueComparer<T>(
            (a, b) => JsonSerializer.Serialize(a, JsonSerializerOptions.Default) == JsonSerializer.Serialize(b, JsonSerializerOptions.Default),
            value => JsonSerializer.Serialize(value, JsonSerializerOptions.Default).GetHashCode(StringComparison.Ordinal),
            value => JsonSerializer.Deserialize<T>(JsonSerializer.Serialize(value, JsonSerializerOptions.Default), JsonSerializerOptions.Default)!));
}
