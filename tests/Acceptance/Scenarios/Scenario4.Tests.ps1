# The guide's scenario 4: RingCentral is new with a few users, the hub holds people. The few are imported and matched, the rest is provisioned.
BeforeAll {
  . "$PSScriptRoot/Lab.ps1"
  $hub = "$TestDrive/hub.db"
  Set-Scene
  $null = New-RcHub $hub -Company Corp
  $null = Connect-RcHub $hub
  Connect-Lab
  $null = Import-AdUsers
  $null = Invoke-Platform POST simulator/seed '{"unassigned":4,"extensions":[{"firstName":"Ann","lastName":"Tester","email":"ann@corp.example","withNumber":true}]}'
}

Describe 'Scenario 4' -Skip:(-not $env:RCAD_LAB_URL) {
  It 'shows the steps of scenario 2' {
    (Get-RcSetupStep 4 | Where-Object Source -Match 'step 1').What | Should -Match 'Map directory attributes'
    (Get-RcSetupStep 4 | Where-Object What -Like 'Connect the account*').State | Should -Not -Be 'Done'
  }

  It 'imports the few and provisions the rest' {
    Connect-Platform
    Switch-ProvisioningOn
    $linked = (Read-Account)['ann@corp.example'].Id
    Import-RcUser | Where-Object Action -EQ Linked | Should -HaveCount 1
    Add-RcAssignment -Group 'RC Users'
    $null = Invoke-RcProvisioning -ConfirmFirstRun
    $account = Read-Account
    $account['ann@corp.example'].Id | Should -Be $linked
    $account.Keys | Where-Object { $_ -like '*@corp.example' } | Should -HaveCount 3
  }

  AfterAll { Disconnect-RcHub }
}
