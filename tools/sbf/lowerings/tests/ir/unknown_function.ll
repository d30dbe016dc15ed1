; Calls of functions nobody defines. One is `std::fs::read`, mangled.
target datalayout = "e-m:e-p:64:64-i64:64-i128:128-n32:64-S128"
target triple = "bpfel"

declare ptr @malloc(i64)
declare i64 @_ZN3std2fs4read17h0123456789abcdefE(ptr)

define i64 @entrypoint(ptr %input) {
  %memory = call ptr @malloc(i64 10)
  %result = call i64 @_ZN3std2fs4read17h0123456789abcdefE(ptr %memory)
  ret i64 %result
}
