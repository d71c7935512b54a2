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
  CmdletsToExport        = @(
    'Add-HubAttribute'
    'Add-RcAssignment'
    'Connect-AdDirectory'
    'Connect-RcAccount'
    'Connect-RcHub'
    'Disconnect-AdDirectory'
    'Disconnect-RcAccount'
    'Disconnect-RcHub'
    'Get-AdDirectory'
    'Get-AttributeMapping'
    'Get-HubAttribute'
    'Get-HubGroup'
    'Get-HubUser'
    'Get-ImportRule'
    'Get-RcAccount'
    'Get-RcAssignment'
    'Get-RcHub'
    'Get-RcOperation'
    'Get-RcProvisioningError'
    'Get-RcProvisioningOption'
    'Get-RcUser'
    'Import-AdUsers'
    'Import-RcUser'
    'Invoke-RcProvisioning'
    'New-RcHub'
    'Remove-AttributeMapping'
    'Remove-RcAssignment'
    'Set-AdDirectory'
    'Set-AttributeMapping'
    'Set-ImportRule'
    'Set-RcProvisioningOption'
    'Sync-PhoneWriteBack'
  )
  FunctionsToExport      = @()
  VariablesToExport      = @()
  AliasesToExport        = @('Import-AdUser')
  FormatsToProcess       = @()
  PrivateData            = @{
    PSData = @{
      Tags = @('RingCentral', 'ActiveDirectory', 'LDAP', 'Provisioning', 'PSEdition_Core', 'Windows', 'Linux', 'macOS')
    }
  }
}
