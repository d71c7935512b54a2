@{
  RootModule             = 'bin/RingCentralAD.dll'
  # Loaded first: it knows where the packages in bin/lib are.
  NestedModules          = @('bin/RingCentralAD.Loader.dll')
  ModuleVersion          = '0.1.0'
  GUID                   = '7a55a12f-6465-4532-ac51-d687c4c4779f'
  Author                 = 'RingCentralAD contributors'
  CompanyName            = 'RingCentralAD'
  Copyright              = 'RingCentralAD contributors'
  Description            = 'Joins Active Directory to RingCentral: imports people over LDAP, maps their attributes, provisions their accounts, and writes their phone numbers back.'
  CompatiblePSEditions   = @('Core')
  PowerShellVersion      = '7.6'
  CmdletsToExport        = @()
  FunctionsToExport      = @()
  VariablesToExport      = @()
  AliasesToExport        = @()
  FormatsToProcess       = @()
  PrivateData            = @{
    PSData = @{
      Tags = @('RingCentral', 'ActiveDirectory', 'LDAP', 'Provisioning', 'PSEdition_Core', 'Windows', 'Linux', 'macOS')
    }
  }
}
