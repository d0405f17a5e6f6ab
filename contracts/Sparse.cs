using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ReferralNetwork.Contracts.V1;

namespace ReferralNetwork.Contracts;

/// <summary>Leaves conditions that a pool does not set out of its JSON: most are unset, and many connections are
/// slow.</summary>
public static class Sparse
{
    public static void OmitUnsetConditions(JsonSerializerOptions json) =>
        json.TypeInfoResolver = (json.TypeInfoResolver ?? new DefaultJsonTypeInfoResolver()).WithAddedModifier(type =>
        {
            if (type.Type != typeof(Eligibility))
                return;
            foreach (var member in type.Properties)
                member.ShouldSerialize = (_, value) => value is not null;
        });
}
