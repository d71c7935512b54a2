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
    'Confirm-ImportMatch'
    'Connect-AdDirectory'
    'Connect-RcAccount'
    'Connect-RcHub'
    'Deny-ImportMatch'
    'Disable-HubUser'
    'Disconnect-AdDirectory'
    'Disconnect-RcAccount'
    'Disconnect-RcHub'
    'Enable-HubUser'
    'Export-AttributeMapping'
    'Get-AdDirectory'
    'Get-AttributeMapping'
    'Get-HubAttribute'
    'Get-HubGroup'
    'Get-HubUser'
    'Get-ImportMatch'
    'Get-ImportRule'
    'Get-RcAccount'
    'Get-RcAssignment'
    'Get-RcHub'
    'Get-RcOperation'
    'Get-RcProvisioningError'
    'Get-RcProvisioningOption'
    'Get-RcUser'
    'Import-AdUsers'
    'Import-AttributeMapping'
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
    'Test-AdDirectory'
    'Test-AttributeMapping'
    'Test-MappingExpression'
  )
  FunctionsToExport      = @()
  VariablesToExport      = @()
  AliasesToExport        = @('Import-AdUser')
  FormatsToProcess       = @(
    'formats/AdDirectoryInfo.format.ps1xml'
    'formats/AssignmentInfo.format.ps1xml'
    'formats/AttributeMapping.format.ps1xml'
    'formats/DirectoryCheck.format.ps1xml'
    'formats/Extension.format.ps1xml'
    'formats/HubAttribute.format.ps1xml'
    'formats/HubGroup.format.ps1xml'
    'formats/HubInfo.format.ps1xml'
    'formats/HubUser.format.ps1xml'
    'formats/ImportMatch.format.ps1xml'
    'formats/ImportRecord.format.ps1xml'
    'formats/ImportRules.format.ps1xml'
    'formats/MappingChange.format.ps1xml'
    'formats/MappingExpressionResult.format.ps1xml'
    'formats/MappingTestRecord.format.ps1xml'
    'formats/MappingTestSummary.format.ps1xml'
    'formats/Operation.format.ps1xml'
    'formats/Problem.format.ps1xml'
    'formats/ProvisioningOptions.format.ps1xml'
    'formats/ProvisioningRecord.format.ps1xml'
    'formats/RcAccountInfo.format.ps1xml'
    'formats/WriteBackRecord.format.ps1xml'
  )
  PrivateData            = @{
    PSData = @{
      Tags = @('RingCentral', 'ActiveDirectory', 'LDAP', 'Provisioning', 'PSEdition_Core', 'Windows', 'Linux', 'macOS')
    }
  }
}
