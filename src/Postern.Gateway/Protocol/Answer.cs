namespace Postern.Gateway.Protocol;

/// <summary>An answer that carries addresses of brokers.</summary>
/// <param name="FlexibleFrom">First version with compact lengths and tagged fields (KIP-482), in body and header alike.</param>
/// <param name="AddressesFrom">First version with addresses; answers of earlier ones pass unread.</param>
internal sealed record Answer(short ApiKey, int FlexibleFrom, int AddressesFrom, params Field[] Fields);
