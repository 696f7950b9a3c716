namespace Postern.Server.Catalogue;

/// <summary>How clients of Kafka prove who they are, and whose certificate they are shown: each has ports of its own. In the order in which the API lists them.</summary>
internal enum KafkaListener
{
    /// <summary>By a client certificate; on every broker from its beginning.</summary>
    Certificate,

    /// <summary>By name and password (SASL).</summary>
    Sasl,

    /// <summary>The same, behind a certificate that everybody trusts.</summary>
    PublicSasl,
}
