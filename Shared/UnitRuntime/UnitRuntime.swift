// UnitRuntime
