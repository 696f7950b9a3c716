using System.Globalization;
using System.Text.Json.Nodes;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using NJsonSchema;
using NJsonSchema.Validation;
using NJsonSchema.Validation.FormatValidators;

namespace Postern.Server.Catalogue;

/// <summary>Checks settings against a JSON Schema, and says of each mistake where it is, which value, and what would do.</summary>
internal sealed class SchemaCheck(JsonObject schema)
{
    private static readonly JsonSchemaValidatorSettings Settings = WithCidr();

    private readonly JsonSchema _schema = JsonSchema.FromJsonAsync(schema.ToJsonString()).GetAwaiter().GetResult(); // reads nothing but the text

    /// <param name="path">What the value is called.</param>
    /// <returns>One for each place that is wrong.</returns>
    public IReadOnlyList<string> Errors(JsonObject value, string path) =>
    [
        .. _schema.Validate(value.ToJsonString(), Settings).SelectMany(Leaves)
            .OrderBy(error => Types(error).Length == 0).DistinctBy(error => error.Path)
            .OrderBy(error => error.Path, StringComparer.Ordinal).Select(error => Say(error, path)),
    ];

    private static IEnumerable<ValidationError> Leaves(ValidationError error) => error is ChildSchemaValidationError { Errors.Count: > 0 } parent ? parent.Errors.Values.SelectMany(inner => inner).SelectMany(Leaves) : [error];

    private static string Say(ValidationError error, string path)
    {
        var (at, value, schema) = (At(error, path), Value(error), error.Schema);
        if (Types(error) is { Length: > 0 } types)
        {
            return $"{at} must be of type {types}, not {value}";
        }

        return error.Kind switch
        {
            ValidationErrorKind.NoAdditionalPropertiesAllowed => $"{at} is not known. Known here are {string.Join(", ", schema.Properties.Keys)}",
            ValidationErrorKind.NotInEnumeration => $"{at} is {value}. Use {string.Join(", ", schema.Enumeration.Select(JsonConvert.SerializeObject))}",
            ValidationErrorKind.StringTooLong => $"{at} has {Text(error).Length} characters; the most is {schema.MaxLength}",
            ValidationErrorKind.TooManyItems => $"{at} has {(error.Token as JArray)?.Count} items; the most is {schema.MaxItems}",
            ValidationErrorKind.NumberTooBig or ValidationErrorKind.IntegerTooBig => string.Create(CultureInfo.InvariantCulture, $"{at} is {value}; the most is {schema.Maximum}"),
            ValidationErrorKind.NumberTooSmall => string.Create(CultureInfo.InvariantCulture, $"{at} is {value}; the least is {schema.Minimum}"),
            _ when schema.Format == CidrFormat.Name => $"{at} is {value}, which is not a CIDR block such as 10.0.0.0/8, with no bits set beyond the prefix",
            _ => $"{at} is {value}, which its schema refuses: {error.Kind}",
        };
    }

    /// <summary>In words; empty where the type is not what is wrong.</summary>
    private static string Types(ValidationError error) => error.Kind is ValidationErrorKind.StringExpected or ValidationErrorKind.NumberExpected or ValidationErrorKind.IntegerExpected
        or ValidationErrorKind.BooleanExpected or ValidationErrorKind.ObjectExpected or ValidationErrorKind.ArrayExpected or ValidationErrorKind.NullExpected or ValidationErrorKind.NoTypeValidates
        ? error.Schema.Type.ToString().ToLowerInvariant().Replace(", ", " or ", StringComparison.Ordinal)
        : "";

    private static string At(ValidationError error, string path) => error.Path?.TrimStart('#', '/') switch
    {
        null or "" => path,
        { } inner when inner[0] == '[' => path + inner,
        { } inner => $"{path}.{inner}",
    };

    private static JToken? Token(ValidationError error) => error.Token is JProperty property ? property.Value : error.Token;

    private static string Text(ValidationError error) => Token(error)?.Value<string>() ?? "";

    private static string Value(ValidationError error) => JsonConvert.SerializeObject(Token(error));

    private static JsonSchemaValidatorSettings WithCidr()
    {
        var settings = new JsonSchemaValidatorSettings();
        settings.AddCustomFormatValidator(new CidrFormat());
        return settings;
    }

    private sealed class CidrFormat : IFormatValidator
    {
        public const string Name = "cidr";

        public string Format => Name;

        public ValidationErrorKind ValidationErrorKind => ValidationErrorKind.Unknown;

        public bool IsValid(string value, JTokenType tokenType) => Cidr.TryParse(value, out _);
    }
}
