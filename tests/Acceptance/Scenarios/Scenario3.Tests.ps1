# The guide's scenario 3: RingCentral and the hub are both new. A few people are bootstrapped first, then the rest follows by the group.
BeforeAll {
  . "$PSScriptRoot/Lab.ps1"
  $hub = "$TestDrive/hub.db"
  Set-Scene
  $null = Invoke-Platform POST simulator/seed '{"unassigned":6}'
}

Describe 'Scenario 3' -Skip:(-not $env:RCAD_LAB_URL) {
  It 'brings one person first' {
    $null = New-RcHub $hub -Company Corp
    $null = Connect-RcHub $hub
    Connect-Lab
    Connect-Platform
    Switch-ProvisioningOn
    $null = Import-AdUsers
    Add-RcAssignment -Group 'RC Users'
    Get-HubUser ann@corp.example | Invoke-RcProvisioning -ConfirmFirstRun | ForEach-Object Login | Should -Be 'ann@corp.example'
    (Read-Account).Keys | Where-Object { $_ -like '*@corp.example' } | Should -Be 'ann@corp.example'
  }

  It 'brings the rest' {
    $null = Invoke-RcProvisioning -ConfirmFirstRun
    (Read-Account).Keys | Where-Object { $_ -like '*@corp.example' } | Should -HaveCount 3
    (Get-RcSetupStep 3 | Where-Object What -Like 'Assign RingCentral*').State | Should -Be 'Done'
  }

  It 'finds nothing to do the second time' {
    Import-AdUsers | Should -BeNullOrEmpty
    Invoke-RcProvisioning | Should -BeNullOrEmpty
  }

  AfterAll { Disconnect-RcHub }
}
