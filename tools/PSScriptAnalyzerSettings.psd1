@{
  Severity     = @('Error', 'Warning')
  # The demo and the scenarios talk to whoever watches; test files give Pester's blocks what they only use inside of them.
  ExcludeRules = @('PSAvoidUsingWriteHost', 'PSUseDeclaredVarsMoreThanAssignments', 'PSUseShouldProcessForStateChangingFunctions', 'PSUseSingularNouns')
}
