using System.Text.Json;

namespace ReferralNetwork.Platform.Answers;

/// <summary>A member of a body that is not taken; the message says what is, and repeats nothing.</summary>
internal sealed class NotTakenException(string message) : JsonException(message);
