# The guide's scenario 1: RingCentral is in use, the hub is new. From nothing to numbers in the directory, asking Get-RcSetupStep on the way.
BeforeAll {
  . "$PSScriptRoot/Lab.ps1"
  $hub = "$TestDrive/hub.db"
  function Get-Step([string] $what) { Get-RcSetupStep 1 | Where-Object What -Like $what }
  Set-Scene
  $null = Invoke-Platform POST simulator/seed '{"unassigned":3,"extensions":[{"firstName":"Ben","lastName":"Tester","email":"ben@corp.example","department":"Legal","withNumber":true}]}'
}

Describe 'Scenario 1' -Skip:(-not $env:RCAD_LAB_URL) {
  It 'begins with a hub and says what comes next' {
    $null = New-RcHub $hub -Company Corp
    $null = Connect-RcHub $hub
    (Get-Step 'Make the hub*').State | Should -Be 'Done'
    (Get-RcSetupStep 1 | Where-Object State -EQ Next).What | Should -Match 'provisioner'
    Set-RcProvisioningOption -NoOtherProvisioner $true
    (Get-RcSetupStep 1 | Where-Object State -EQ Next).What | Should -Match 'Connect a directory'
  }

  It 'connects the directory, which answers' {
    Connect-Lab
    (Get-Step 'Connect a directory*').State | Should -Be 'Done'
    (Get-Step 'Import rules*').State | Should -Be 'Done'
    (Get-Step 'Map directory attributes*').State | Should -Be 'Done'
  }

  It 'imports everybody in full' {
    Import-AdUsers | Where-Object Action -EQ Created | Should -HaveCount 4
    (Get-Step '*once in full*').State | Should -Be 'Done'
    (Get-HubGroup 'RC Users').Name | Should -Be 'RC Users'
  }

  It 'connects the account and switches provisioning on' {
    Connect-Platform
    (Get-Step 'Connect the account*').State | Should -Be 'Done'
    Switch-ProvisioningOn
    (Get-Step 'Switch on*').State | Should -Be 'Done'
  }

  It 'links who is there already and makes the others' {
    $null = Import-RcUser
    Add-RcAssignment -Group 'RC Users'
    $planned = Invoke-RcProvisioning -WhatIf
    $done = Invoke-RcProvisioning -ConfirmFirstRun
    $done | Should -HaveCount $planned.Count
    foreach ($record in $planned) { $done | Where-Object { $_.Action -eq $record.Action -and $_.Login -eq $record.Login } | Should -HaveCount 1 }
    $account = Read-Account
    $account['ann@corp.example'].DirectNumber | Should -Not -BeNullOrEmpty
    $account['cem@corp.example'].DirectNumber | Should -Not -BeNullOrEmpty
    $account['ben@corp.example'].Department | Should -Be 'Sales'
    $account.ContainsKey('dora@corp.example') | Should -Be $false
    (Get-Step 'Assign RingCentral*').State | Should -Be 'Done'
  }

  It 'writes the numbers back, and nobody else is touched' {
    $null = Set-AdDirectory -WriteBack $true
    $null = Import-RcUser -NumbersOnly
    Sync-PhoneWriteBack -ConfirmFirstRun | Where-Object Action -EQ Written | Should -HaveCount 3
    $account = Read-Account
    $phones = Read-Directory telephoneNumber
    foreach ($mail in 'ann@corp.example', 'ben@corp.example', 'cem@corp.example') {
      $phones[$mail] | Should -Be "$($account[$mail].DirectNumber)#$($account[$mail].Number)"
    }
    $phones['dora@corp.example'] | Should -BeNullOrEmpty
  }

  It 'is set up, but for what is optional' {
    Get-RcSetupStep 1 | Where-Object State -In Next, Waiting, Blocked | Should -BeNullOrEmpty
    (Get-Step "Set up SAML*").Source | Should -Be "scenario 1, step 11"
    (Get-Step "Set up SAML*").State | Should -Be "Optional"
    (Get-Step "Test a sign-in*").Source | Should -Be "scenario 1, step 10"
    $null = New-RcSsoProvider https://sso.corp.example -Label Corp -KeyFolder "$TestDrive/keys"
    (Get-Step "Set up SAML*").Evidence | Should -Match "Corp at https://sso.corp.example for RingCentral"
  }

  AfterAll { Disconnect-RcHub }
}
