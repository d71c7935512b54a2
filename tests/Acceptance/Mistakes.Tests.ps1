# What an administrator does wrong, and what the module says to it. Run by Pester, or by rcad-shell -Pester where Pester is not.
BeforeAll {
  $hub = "$TestDrive/hub.db"
  [IO.File]::WriteAllText("$TestDrive/one.ldif", @'
version: 1

dn: DC=contoso,DC=com
objectClass: domain
objectGUID: 00000000-0000-0000-0000-000000000001

dn: CN=Ann Archer,DC=contoso,DC=com
objectClass: user
objectGUID: 00000000-0000-0000-0000-000000000011
givenName: Ann
sn: Archer
mail: ann@contoso.com
sAMAccountName: ann
userAccountControl: 512
'@)
  $null = New-RcHub $hub -Company Contoso
  $null = Connect-RcHub $hub
  $null = Connect-AdDirectory -LdifPath "$TestDrive/one.ldif" -Name contoso
  $null = Import-AdUsers

  function Get-Error([scriptblock] $do) { try { & $do; throw 'nothing was wrong' } catch { $_ } }
}

Describe 'Mistakes' {
  It 'every error says what to do, in a sentence that begins with a verb' {
    $errors = @(
      (Get-Error { Connect-RcHub "$TestDrive/none.db" }), (Get-Error { New-RcHub $hub -Company Other }), (Get-Error { Invoke-RcProvisioning }),
      (Get-Error { Connect-AdDirectory -LdifPath "$TestDrive/none.ldif" }), (Get-Error { Set-AttributeMapping AdToHub nothing 'appuser.mail' -ErrorAction Stop }),
      (Get-Error { Set-AdDirectory nowhere -WriteBack $true }), (Get-Error { Add-RcAssignment -Group Nobodies -ErrorAction Stop }), (Get-Error { Set-RcSyncOption -Window 'sometimes' }),
      (Get-Error { Set-RcNotification ops -SmtpServer mail -From nobody -To b@contoso.com }), (Get-Error { Undo-PhoneWriteBack 99 })
    )
    $errors | Should -HaveCount 10
    $errors | Where-Object { $_.FullyQualifiedErrorId -notmatch '^[A-Z][A-Za-z]+,RingCentralAD' } | Should -BeNullOrEmpty
    $errors | Where-Object { $_.ErrorDetails.RecommendedAction -cnotmatch '^[A-Z]' } | Should -BeNullOrEmpty
  }

  It 'names whom nobody knows, and goes on with the others' {
    $found = Get-HubUser ann@contoso.com, nobody@contoso.com -ErrorAction SilentlyContinue -ErrorVariable problems
    $found.Name | Should -Be 'Ann Archer'
    $problems | Should -HaveCount 1
    "$($problems[0])" | Should -Match 'nobody@contoso.com'
    { Get-HubUser nobody@contoso.com -ErrorAction Stop } | Should -Throw -ErrorId 'HubUserNotFound,*'
  }

  It 'assigns the groups that there are beside one that there is not' {
    $null = New-HubGroup First
    $null = New-HubGroup Second
    Add-RcAssignment -Group First, Typo, Second -ErrorAction SilentlyContinue -ErrorVariable problems
    $problems | Should -HaveCount 1
    (Get-RcAssignment | ForEach-Object Name) -join ',' | Should -Be 'First,Second'
    Get-HubGroup 'First', 'Second' | Remove-RcAssignment -Confirm:$false
    Get-RcAssignment | Should -BeNullOrEmpty
  }

  It 'names a plain name that nothing has' {
    { Get-AdDirectory contso -ErrorAction Stop } | Should -Throw -ErrorId 'DirectoryNotFound,*'
    { Get-RcAccount -ErrorAction Stop } | Should -Throw -ErrorId 'RcAccountNotConnected,*'
  }

  It 'says nothing of whom nobody knows where that is asked for' {
    Get-HubUser nobody@contoso.com -ErrorAction Ignore | Should -BeNullOrEmpty
  }

  It 'takes a wildcard that fits nobody for nobody' {
    Get-HubUser 'nobody*' | Should -BeNullOrEmpty
    Get-HubGroup 'nobody*' | Should -BeNullOrEmpty
    Get-RcAssignment 'nobody*' | Should -BeNullOrEmpty
    Get-ImportMatch 'nobody*' | Should -BeNullOrEmpty
    Get-RcProvisioningError 'nobody*' | Should -BeNullOrEmpty
  }

  It 'handles nobody where nobody is piped' {
    @() | Disable-HubUser
    $null | Disable-HubUser
    (Get-HubUser ann).Status | Should -Be 'Active'
  }

  It 'shows the place of an error in an expression' {
    "$(Get-Error { Set-AttributeMapping AdToHub department 'appuser.department +' -ErrorAction Stop })" | Should -Match '\^'
    (Get-AttributeMapping AdToHub department).Expression | Should -Be 'appuser.department'
  }

  It 'names the values that a parameter takes' {
    "$(Get-Error { Set-RcProvisioningOption -WelcomeMail Sometimes })" | Should -Match 'Hold'
    "$(Get-Error { Get-RcSetupStep 5 })" | Should -Match '4'
  }

  It 'refuses a secret where its place belongs' {
    { Connect-RcAccount -ClientId x -ClientSecretFrom env:RCAD_NONE -JwtFrom hunter2 } | Should -Throw -ErrorId 'SecretPlaceInvalid,*'
    "$(Get-Error { Connect-RcAccount -ClientId x -ClientSecretFrom env:RCAD_NONE -JwtFrom hunter2 })" | Should -Not -Match 'hunter2'
  }

  It 'keeps a group of the directory from being changed by hand' {
    { Add-HubGroupMember Everyone ann -ErrorAction Stop } | Should -Throw
    { Remove-HubGroup Everyone -Confirm:$false -ErrorAction Stop } | Should -Throw
  }

  It 'does not begin without what it needs' {
    { Invoke-RcProvisioning } | Should -Throw -ErrorId 'RcAccountNotConnected,*'
    { Import-RcUser } | Should -Throw -ErrorId 'RcAccountNotConnected,*'
  }

  AfterAll { Disconnect-RcHub }
}
