namespace Tongbao.Simulators;

/// <summary>
/// The sandbox was asked for something that is not possible, such as paying with an expired code. The message is for the tester.
/// </summary>
public sealed class SimulatorRefusal(string message) : Exception(message);
