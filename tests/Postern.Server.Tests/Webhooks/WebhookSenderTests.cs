using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Postern.Server.Store;
using Postern.Server.Tests.Store;
using Postern.Server.Webhooks;

namespace Postern.Server.Tests.Webhooks;

public sealed class WebhookSenderTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Event_OfAPrivateLink_ArrivesSigned_AndOnce()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var store = await TestStore.CreateAsync();
        using var client = Client(store);
        using var sender = Sender(store, client);
        var webhook = await WebhookAsync(store, receiver.Url);
        await HappenAsync(store, "service_update");
        await HappenAsync(store, "service_privatelink_active");

        await DeliverAsync(sender);
        await DeliverAsync(sender);

        var message = Assert.Single(receiver.Messages);
        Assert.Equal(WebhookSignature.Of(webhook.Secret, message.Id, message.Timestamp, message.Body), message.Signature);
        Assert.Equal(store.Clock.GetUtcNow().ToUnixTimeSeconds(), message.Timestamp);
        var body = JsonNode.Parse(message.Body)!;
        Assert.Equal(("service_privatelink_active", "demo", "It happened"), ((string)body["type"]!, (string)body["data"]!["project"]!, (string)body["data"]!["description"]!));
        var delivery = Assert.Single(await DeliveriesAsync(store, webhook));
        Assert.Equal((1, 204, true, null), (delivery.Attempts, delivery.LastStatus, delivery.DeliveredAt is not null, delivery.DueAt));
    }

    [Fact]
    public async Task Refused_IsTriedAgainAfterGrowingPauses_AndGivenUpAfterADay_WithAnEvent()
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Status = 500;
        await using var store = await TestStore.CreateAsync();
        using var client = Client(store);
        using var sender = Sender(store, client);
        var webhook = await WebhookAsync(store, receiver.Url);
        await HappenAsync(store, "service_privatelink_active");
        var began = store.Clock.GetUtcNow();

        List<double> pauses = [];
        while (await OnlyAsync() is { DueAt: { } due })
        {
            var pause = due - store.Clock.GetUtcNow().UtcDateTime;
            pauses.Add(pause.TotalSeconds);
            store.Clock.Advance(pause);
            await DeliverAsync(sender);
        }

        Assert.Equal([0, 5, 20, 80, 320, 1280, 3600], pauses.Take(7));
        Assert.InRange(store.Clock.GetUtcNow() - began, TimeSpan.FromHours(22), TimeSpan.FromHours(24));
        Assert.Equal(pauses.Count, receiver.Messages.Count);
        Assert.Single(receiver.Messages.Select(m => m.Id).Distinct());
        var last = (await store.Get<EventRows>().OfServerAsync("demo", new EventFilter(), 1, Cancellation))[0];
        Assert.Equal(("webhook_given_up", true), (last.Type, last.Description.EndsWith("answered 500", StringComparison.Ordinal)));

        async Task<WebhookDelivery> OnlyAsync() => Assert.Single(await DeliveriesAsync(store, webhook));
    }

    [Fact]
    public async Task Replicas_DeliverAMessageOnce_AndWhatADeadOneHadTaken_IsDeliveredByTheOther()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var one = await TestStore.CreateAsync(Database.PostgreSql);
        await using var other = await one.AnotherAsync();
        using var clients = Client(one);
        using var senders = Sender(one, clients);
        using var otherClient = Client(other);
        using var otherSender = Sender(other, otherClient);
        await WebhookAsync(one, receiver.Url);
        for (var i = 0; i < 10; i++)
        {
            await HappenAsync(one, "service_privatelink_active");
        }

        await Task.WhenAll(DeliverAsync(senders), DeliverAsync(otherSender));
        await DeliverAsync(senders);
        Assert.Equal(10, receiver.Messages.Select(m => m.Id).Distinct().Count());
        Assert.Equal(10, receiver.Messages.Count);

        await HappenAsync(one, "service_privatelink_deleted");
        var taken = Assert.Single(await one.Get<WebhookRows>().DueAsync([], 10, Cancellation));
        Assert.True(await one.Get<WebhookRows>().ClaimAsync(taken, one.Clock.GetUtcNow().UtcDateTime.AddMinutes(1), Cancellation));
        await DeliverAsync(otherSender);
        Assert.Equal(10, receiver.Messages.Count);
        other.Clock.Advance(TimeSpan.FromMinutes(1));
        await DeliverAsync(otherSender);
        Assert.Equal(11, receiver.Messages.Count);
    }

    [Fact]
    public async Task Address_Inside_IsNotConnectedTo_WhateverItsNameIs()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var store = await TestStore.CreateAsync();
        using var client = new WebhookClient(new WebhookOptions(), store.Clock);
        using var sender = Sender(store, client);
        var webhook = await WebhookAsync(store, new UriBuilder(receiver.Url) { Host = "localhost" }.Uri);
        await HappenAsync(store, "service_privatelink_active");

        await DeliverAsync(sender);

        Assert.Empty(receiver.Messages);
        Assert.Contains("which is no address of the internet", Assert.Single(await DeliveriesAsync(store, webhook)).LastError, StringComparison.Ordinal);
    }

    private static WebhookClient Client(TestStore store) => new(new WebhookOptions { AllowPrivateAddresses = true }, store.Clock);

    private static WebhookSender Sender(TestStore store, WebhookClient client) => new(store.Get<WebhookRows>(), client, store.Clock, NullLogger<WebhookSender>.Instance);

    private static async Task DeliverAsync(WebhookSender sender) => await await sender.DeliverDueAsync(Cancellation);

    private static Task HappenAsync(TestStore store, string type) => store.Get<EventRows>().RecordAsync("demo", "me@example.test", type, "It happened", Cancellation);

    private static async Task<Webhook> WebhookAsync(TestStore store, Uri url)
    {
        await store.Get<ProjectRows>().CreateAsync("demo", account: null, TestStore.Cell, basePort: null, tags: [], techEmails: [], actor: null, Cancellation);
        return (await store.Get<WebhookRows>().CreateAsync("demo", url, "", "me@example.test", Cancellation))!;
    }

    private static async Task<IReadOnlyList<WebhookDelivery>> DeliveriesAsync(TestStore store, Webhook webhook) =>
        (await store.Get<WebhookRows>().DeliveriesAsync("demo", webhook.Id, "", 0, 10, Cancellation))!.Value.Deliveries;
}
