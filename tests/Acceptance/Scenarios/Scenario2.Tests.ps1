# The guide's scenario 2: RingCentral is in use, the hub holds people already. Existing RingCentral users are imported and matched.
BeforeAll {
  . "$PSScriptRoot/Lab.ps1"
  $hub = "$TestDrive/hub.db"
  Set-Scene
  $null = New-RcHub $hub -Company Corp
  $null = Connect-RcHub $hub
  Connect-Lab
  $null = Import-AdUsers
  $null = Invoke-Platform POST simulator/seed ('{"unassigned":3,"extensions":[{"firstName":"Ann","lastName":"Tester","email":"ann@corp.example","withNumber":true},' +
    '{"firstName":"Dora","lastName":"Tester","email":"dora@old.example","withNumber":true},{"firstName":"Walt","lastName":"Stranger","email":"walt@old.example","withNumber":true}]}')
}

Describe 'Scenario 2' -Skip:(-not $env:RCAD_LAB_URL) {
  It 'asks for one full import when a mapping reads a new attribute' {
    $null = Add-HubAttribute badge
    Set-AttributeMapping AdToHub badge appuser.employeeID
    Edit-Person ann "add: employeeID`nemployeeID: 4711"
    $null = Import-AdUsers
    (Get-HubUser ann@corp.example).Profile['badge'] | Should -Be '4711'
  }

  It 'matches who is in RingCentral: exact by itself, by name only on a word, strangers not at all' {
    Connect-Platform
    Switch-ProvisioningOn
    $null = Import-RcUser
    $waiting = Get-ImportMatch
    ($waiting | Where-Object Kind -EQ Partial).Email | Should -Be 'dora@old.example'
    ($waiting | Where-Object Kind -EQ None).Email | Should -Be 'walt@old.example'
    (Get-RcSetupStep 2 | Where-Object What -Like 'Import the people*').State | Should -Not -Be 'Done'
    $null = $waiting | Where-Object Kind -EQ Partial | Confirm-ImportMatch
    (Get-RcSetupStep 2 | Where-Object What -Like 'Import the people*').State | Should -Be 'Done'
  }

  It 'provisions the group, and leaves the stranger and accounts outside the group alone' {
    $before = Read-Account
    Add-RcAssignment -Group 'RC Users'
    $null = Invoke-RcProvisioning -ConfirmFirstRun
    $after = Read-Account
    $after['walt@old.example'].Status | Should -Be $before['walt@old.example'].Status
    $after['dora@corp.example'].Id | Should -Be $before['dora@old.example'].Id
    $after['dora@corp.example'].Status | Should -Not -Be 'Disabled'
    $after['ann@corp.example'].Id | Should -Be $before['ann@corp.example'].Id
    $after.Keys | Where-Object { $_ -like '*@corp.example' } | Should -HaveCount 4
  }

  AfterAll { Disconnect-RcHub }
}
