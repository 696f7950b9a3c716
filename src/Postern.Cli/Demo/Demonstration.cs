namespace Postern.Cli.Demo;

/// <summary>One of the demonstrations that there are.</summary>
/// <param name="Steps">All that it shows; with the deletion at the end, or without, so that there is something left to look at.</param>
internal sealed record Demonstration(DemoService Service, string Introduction, string Picture, Func<bool, IReadOnlyList<DemoStep>> Steps)
{
    public static readonly Demonstration Postgres = new(
        DemoService.Postgres,
        "Postern demo: a database is offered to a customer in another AWS account, privately. All of it runs on this machine, on real packets.",
        """
           your customer, account 012345678901             you, account 210987654321
          ┌─────────── VPC 10.1.2.0/24 ───────────┐       ┌─────────── VPC 10.1.2.0/24 ────────────┐
          │  psql ──► endpoint, 10.1.2.x  ════════╪═══════╪═►  load balancer ──► PostgreSQL        │
          └───────────────────────────────────────┘       └────────────────────────────────────────┘
                                       AWS PrivateLink: no route, no peering, no public address
        """,
        Journey.Postgres);

    public static readonly Demonstration Kafka = new(
        DemoService.Kafka,
        "Postern demo: three Kafka brokers are offered to a customer in another AWS account, privately, and without a change to the brokers.",
        """
           your customer, account 012345678901             you, account 210987654321
          ┌─────────── VPC 10.1.2.0/24 ───────────┐       ┌─────────────── VPC 10.1.2.0/24 ────────────────┐
          │                             :10000 ═══╪═══════╪═► load               gateway ──► broker 1      │
          │  kcat ──► endpoint,10.1.2.x :10001 ═══╪═══════╪═► balancer ──►       gateway ──► broker 2      │
          │                             :10002 ═══╪═══════╪═►                    gateway ──► broker 3      │
          └───────────────────────────────────────┘       └────────────────────────────────────────────────┘
                  one port a broker; the gateway tells the customer's clients addresses that they can reach
        """,
        Journey.Kafka);
}
