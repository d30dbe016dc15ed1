; A function whose frame needs 5,000 bytes. Its name is `program::accounts::validate`, mangled.
target datalayout = "e-m:e-p:64:64-i64:64-i128:128-n32:64-S128"
target triple = "bpfel"

declare void @sol_log_(ptr, i64)

define internal i64 @_ZN7program8accounts8validate17h0123456789abcdefE(ptr %input) noinline {
  %large = alloca [5000 x i8]
  %size = load i64, ptr %input
  %at = getelementptr i8, ptr %large, i64 %size
  store i8 1, ptr %at
  call void @sol_log_(ptr %large, i64 5000)
  ret i64 %size
}

define i64 @entrypoint(ptr %input) {
  %result = call i64 @_ZN7program8accounts8validate17h0123456789abcdefE(ptr %input)
  ret i64 %result
}
