using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ReferralNetwork.Contracts.V1;

namespace ReferralNetwork.Contracts;

/// <summary>Conditions that a pool does not set are left out of its JSON: most are not set, and lines are
/// thin.</summary>
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
