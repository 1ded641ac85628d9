namespace Tongbao.Simulators;

/// <summary>
/// The sandbox was asked for something that could not happen, such as paying by a code that has run out. The message is for the tester.
/// </summary>
public sealed class SimulatorRefusal(string message) : Exception(message);
