using System.Text.Json;

namespace ReferralNetwork.Platform.Answers;

/// <summary>A member of a body has an invalid value. The message says what would be valid, and repeats nothing of the
/// input.</summary>
internal sealed class InvalidMemberException(string message) : JsonException(message);
